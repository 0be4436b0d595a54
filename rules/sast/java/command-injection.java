// SPDX-License-Identifier: MIT
import javax.servlet.http.HttpServletRequest;

class Tools {
    void run(HttpServletRequest request) throws Exception {
        String host = request.getParameter("host");
        // ruleid: java-command-injection
        Runtime.getRuntime().exec("ping -c 1 " + host);
        // ruleid: java-command-injection
        new ProcessBuilder("sh", "-c", "ping " + host).start();
        // ok: java-command-injection
        new ProcessBuilder("ping", "-c", "1", host).start();
        int count = Integer.parseInt(request.getParameter("count"));
        // ok: java-command-injection
        Runtime.getRuntime().exec("ping -c " + count + " localhost");
    }
}
