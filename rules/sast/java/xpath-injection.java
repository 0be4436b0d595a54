// SPDX-License-Identifier: MIT
import javax.servlet.http.HttpServletRequest;
import javax.xml.xpath.XPath;

class Documents {
    void find(HttpServletRequest request, XPath path, Object document) throws Exception {
        String name = request.getParameter("name");
        // ruleid: java-xpath-injection
        path.evaluate("//user[@name='" + name + "']", document);
        // ok: java-xpath-injection
        path.evaluate("//user", document);
    }
}
