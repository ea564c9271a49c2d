namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>What one side of a conversation said.</summary>
public sealed record ChatMessage(ChatRole Role, string Text);

public enum ChatRole
{
    /// <summary>What the model is to keep to; only at the beginning.</summary>
    System,

    User,

    /// <summary>The model itself.</summary>
    Assistant,
}
