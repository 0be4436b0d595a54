// SPDX-License-Identifier: MIT
using System.Diagnostics;

public class Pages : Controller
{
    public IActionResult Ping(string host, int count)
    {
        // ruleid: csharp-command-injection
        Process.Start("cmd.exe", "/c ping " + host);
        var info = new ProcessStartInfo
        {
            FileName = "ping",
            // ruleid: csharp-command-injection
            Arguments = $"-c 1 {host}",
        };
        info.ArgumentList.Add("-c");
        // ok: csharp-command-injection
        info.ArgumentList.Add(host);
        // ok: csharp-command-injection
        Process.Start("ping", "-c " + count);
        // ok: csharp-command-injection
        Process.Start("git", "version");
        var tool = Request.Query["tool"];
        // ruleid: csharp-command-injection
        Process.Start(tool);
        return Ok();
    }
}

class Helper
{
    // ok: csharp-command-injection
    public void Run(string command) { Process.Start(command); }
}
