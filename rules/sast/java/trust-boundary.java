// SPDX-License-Identifier: MIT
import javax.servlet.http.HttpServletRequest;

class Sessions {
    void keep(HttpServletRequest request) {
        // ruleid: java-trust-boundary
        request.getSession().setAttribute("user", request.getParameter("user"));
        // ok: java-trust-boundary
        request.getSession().setAttribute("page", Integer.parseInt(request.getParameter("page")));
        // ok: java-trust-boundary
        request.getSession().setAttribute("seen", true);
    }
}
