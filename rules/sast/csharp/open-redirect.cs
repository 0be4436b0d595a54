// SPDX-License-Identifier: MIT
public class Account : Controller
{
    public IActionResult Login(string returnUrl)
    {
        // ruleid: csharp-open-redirect
        return Redirect(returnUrl);
    }

    public IActionResult Again(string returnUrl)
    {
        // ok: csharp-open-redirect
        if (Url.IsLocalUrl(returnUrl)) return Redirect(returnUrl);
        // ok: csharp-open-redirect
        return LocalRedirect(returnUrl);
    }

    public void Leave()
    {
        // ruleid: csharp-open-redirect
        Response.Redirect(Request.QueryString["to"]);
        // ok: csharp-open-redirect
        Response.Redirect("/");
    }
}
