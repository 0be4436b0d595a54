// SPDX-License-Identifier: MIT
public class Proxy : ControllerBase
{
    public async Task<IActionResult> Fetch(string url, string id)
    {
        // ruleid: csharp-server-side-request-forgery
        var text = await client.GetStringAsync(url);
        // ruleid: csharp-server-side-request-forgery
        var old = WebRequest.Create(url);
        // ok: csharp-server-side-request-forgery
        var own = await client.GetAsync("https://api.example.org/items/" + Uri.EscapeDataString(id));
        // ok: csharp-server-side-request-forgery
        await client.GetAsync($"/internal/check?id={id}");
        // ok: csharp-server-side-request-forgery
        await client.GetAsync(string.Format(Address, id));
        return Ok(text);
    }
}
