namespace SleepTime.Web.Components.Shared;

/// <summary>Sizes of files as people read them.</summary>
public static class SizeWords
{
    public static string Of(long bytes) => bytes switch
    {
        1 => "1 byte",
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => $"{bytes / 1000.0:0.#} kB",
        < 1_000_000_000 => $"{bytes / 1_000_000.0:0.#} MB",
        _ => $"{bytes / 1_000_000_000.0:0.#} GB",
    };
}
