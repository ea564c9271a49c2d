namespace SleepTime.Engine;

/// <summary>
/// Puts together why something failed and what to do next. The engine and the runtime tell causes only; the feature
/// whose work failed adds the one next step. Pure.
/// </summary>
internal static class FailureText
{
    /// <param name="cause">Comes from anywhere, so that its full stop may be missing.</param>
    /// <param name="then">A whole sentence.</param>
    public static string Of(string? cause, string then)
    {
        var text = cause?.TrimEnd();
        if (string.IsNullOrEmpty(text))
            return then;
        return text[^1] is '.' or '!' or '?' ? $"{text} {then}" : $"{text}. {then}";
    }
}
