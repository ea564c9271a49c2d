using SleepTime.Engine.ModelHosting.Inspection;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>
/// What the file is that was looked at last. One look may take long, on a slow disk, and end after one that began later:
/// then nobody asks for what it found. Used from the renderer's dispatcher only.
/// </summary>
public sealed class FileLook(Func<string, ModelInspection> look)
{
    private int _looks;

    /// <summary>Null until the last look has ended.</summary>
    public ModelInspection? Found { get; private set; }

    public bool IsLooking { get; private set; }

    public async Task LookAsync(string path)
    {
        var number = ++_looks;
        (Found, IsLooking) = (null, true);
        // Off the page's own thread.
        var found = await Task.Run(() => look(path));
        if (number == _looks)
            (Found, IsLooking) = (found, false);
    }
}
