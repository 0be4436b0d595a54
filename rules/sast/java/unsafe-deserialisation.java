// SPDX-License-Identifier: MIT
import java.io.FileInputStream;
import java.io.ObjectInputStream;
import javax.servlet.http.HttpServletRequest;

class State {
    void load(HttpServletRequest request) throws Exception {
        // ruleid: java-unsafe-deserialisation
        new ObjectInputStream(request.getInputStream()).readObject();
        // ok: java-unsafe-deserialisation
        new ObjectInputStream(new FileInputStream("state")).readObject();
    }
}
