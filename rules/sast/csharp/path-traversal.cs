// SPDX-License-Identifier: MIT
public class Files : ControllerBase
{
    public IActionResult Get([FromQuery] string name, int id)
    {
        var path = Path.Combine("/srv/files", name);
        // ruleid: csharp-path-traversal
        var text = System.IO.File.ReadAllText(path);
        // ruleid: csharp-path-traversal
        using var stream = new FileStream($"/srv/{name}", FileMode.Open);
        var safe = Path.Combine("/srv/files", Path.GetFileName(name));
        // ok: csharp-path-traversal
        System.IO.File.Delete(safe);
        // ok: csharp-path-traversal
        System.IO.File.Delete("/srv/" + id);
        var full = Path.GetFullPath(path);
        if (!full.StartsWith("/srv/files/")) return NotFound();
        // ok: csharp-path-traversal
        return PhysicalFile(full, "text/plain");
    }

    // ok: csharp-path-traversal
    private string Read(string name) { return System.IO.File.ReadAllText(name); }
}
