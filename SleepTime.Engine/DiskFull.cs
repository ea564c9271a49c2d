using Microsoft.Data.Sqlite;

namespace SleepTime.Engine;

/// <summary>Tells a full disk from other failures, since it passes by itself and no job or request is to blame for it. Pure.</summary>
public static class DiskFull
{
    private const int SqliteFull = 13;
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);
    private const int HandleFullOnWindows = unchecked((int)0x80070027);

    /// <summary>Whether this, or what caused it, says that there is no room to store anything.</summary>
    public static bool IsCauseOf(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException { SqliteErrorCode: SqliteFull } or IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows or HandleFullOnWindows })
                return true;
        }
        return false;
    }
}
