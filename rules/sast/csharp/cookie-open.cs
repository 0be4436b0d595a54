// SPDX-License-Identifier: MIT
class Cookies
{
    void Set(HttpResponse response)
    {
        // ruleid: csharp-cookie-open
        response.Cookies.Append("session", id, new CookieOptions { HttpOnly = true, Secure = false });
        // ok: csharp-cookie-open
        response.Cookies.Append("session", id, new CookieOptions { HttpOnly = true, Secure = true });
        // ok: csharp-cookie-open
        var other = new Options { Secure = false };
    }
}
