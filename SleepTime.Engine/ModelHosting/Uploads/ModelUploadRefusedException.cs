namespace SleepTime.Engine.ModelHosting.Uploads;

/// <summary>A model file that is not taken or not deleted; the message says why, and what can be done. Nothing of it stays.</summary>
public sealed class ModelUploadRefusedException(ModelUploadRefusal reason, string message, Exception? cause = null) : Exception(message, cause)
{
    public ModelUploadRefusal Reason { get; } = reason;
}

public enum ModelUploadRefusal
{
    /// <summary>The settings forbid it.</summary>
    Forbidden,

    /// <summary>What it is called cannot be a file's name here.</summary>
    Name,

    /// <summary>There is one of this name, or it is being sent right now.</summary>
    Exists,

    TooLarge,

    /// <summary>The disk has too little room.</summary>
    NoRoom,

    /// <summary>It is no model, or not all of one.</summary>
    NoModel,

    /// <summary>It is loaded, or on its way.</summary>
    InUse,

    /// <summary>There is none of this name.</summary>
    Unknown,
}
