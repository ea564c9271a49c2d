namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>Where an uploaded file stands. Survives a restart: what was being extracted is received again.</summary>
public enum UploadState
{
    /// <summary>All its bytes are here; it waits to be read.</summary>
    Received,

    /// <summary>Its text is being read, counted and stored.</summary>
    Extracting,

    /// <summary>It is a context.</summary>
    Stored,

    /// <summary>A context has the same text; a person decides whether to store it again.</summary>
    Duplicate,

    Failed,
}
