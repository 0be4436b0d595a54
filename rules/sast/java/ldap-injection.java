// SPDX-License-Identifier: MIT
import javax.naming.directory.DirContext;
import javax.servlet.http.HttpServletRequest;

class Directory {
    void find(HttpServletRequest request, DirContext context) throws Exception {
        String name = request.getParameter("name");
        // ruleid: java-ldap-injection
        context.search("dc=example", "(uid=" + name + ")", controls);
        // ok: java-ldap-injection
        context.search("dc=example", "(uid={0})", new Object[] {name}, controls);
    }
}
