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

    void full(javax.servlet.http.HttpServletRequest given, HttpServletRequest request) {
        // ruleid: java-path-traversal
        java.io.File file = new java.io.File("/srv", request.getParameter("name"));
        // ok: java-path-traversal
        java.nio.file.Paths.get("/srv", "fixed");
    }

    @GetMapping("/file/{name}")
    String show(@PathVariable("name") String name, @RequestParam int page) throws Exception {
        // ok: java-path-traversal
        new java.io.File("/srv/" + page);
        // ruleid: java-path-traversal
        return java.nio.file.Files.readString(java.nio.file.Path.of("/srv", name));
    }
}
