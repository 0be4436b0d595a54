// SPDX-License-Identifier: MIT
import java.io.PrintWriter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Hello {
    void hello(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String name = request.getParameter("name");
        // ruleid: java-cross-site-scripting
        response.getWriter().println("<p>Hello " + name);
        // ok: java-cross-site-scripting
        response.getWriter().println("<p>Hello " + Encode.forHtml(name));
        PrintWriter out = response.getWriter();
        // ruleid: java-cross-site-scripting
        out.write(name);
        // ok: java-cross-site-scripting
        out.write("<p>Hello");
    }
}
