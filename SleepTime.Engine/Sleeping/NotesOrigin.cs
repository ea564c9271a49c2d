namespace SleepTime.Engine.Sleeping;

/// <summary>How a version of notes came about.</summary>
public enum NotesOrigin
{
    Sleep,

    /// <summary>A person changed lines of another version.</summary>
    Edited,

    /// <summary>A person went back to an earlier version.</summary>
    Restored,
}
