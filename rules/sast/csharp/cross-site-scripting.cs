// SPDX-License-Identifier: MIT
public class Hello : Controller
{
    public IActionResult Index(string name)
    {
        // ruleid: csharp-cross-site-scripting
        ViewBag.Text = new HtmlString("<b>" + name + "</b>");
        // ok: csharp-cross-site-scripting
        ViewBag.Safe = new HtmlString("<b>" + HtmlEncoder.Default.Encode(name) + "</b>");
        // ok: csharp-cross-site-scripting
        if (name == "plain") return Content(name, "text/plain");
        // ruleid: csharp-cross-site-scripting
        return Content($"<h1>{name}</h1>", "text/html");
    }
}
