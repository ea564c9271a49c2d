namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>How much fits on the disk of a folder, which need not exist yet.</summary>
internal static class DiskRoom
{
    public static long Free(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        return new DriveInfo(existing).AvailableFreeSpace;
    }
}
