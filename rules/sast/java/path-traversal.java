// SPDX-License-Identifier: MIT
import java.io.File;
import java.io.FileInputStream;
import javax.servlet.http.HttpServletRequest;

class Files {
    void read(HttpServletRequest request) throws Exception {
        String name = request.getParameter("name");
        // ruleid: java-path-traversal
        new FileInputStream("/srv/" + name);
        // ruleid: java-path-traversal
        new File("/srv", name);
        // ok: java-path-traversal
        new File("/srv", FilenameUtils.getName(name));
        // ok: java-path-traversal
        new File("/srv/index.html");
    }
}
