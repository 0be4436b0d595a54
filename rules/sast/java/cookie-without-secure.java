// SPDX-License-Identifier: MIT
import javax.servlet.http.Cookie;

class Cookies {
    void set(Cookie cookie) {
        // ruleid: java-cookie-without-secure
        cookie.setSecure(false);
        // ok: java-cookie-without-secure
        cookie.setSecure(true);
    }
}
