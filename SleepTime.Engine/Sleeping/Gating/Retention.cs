namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>How many of the team's texts were kept for more than a day; those given less than a day ago do not count yet.</summary>
internal sealed record Retention(int Kept, int Gone)
{
    /// <summary>Texts below which their share says nothing.</summary>
    public const int Enough = 5;

    public static Retention None { get; } = new(0, 0);

    public int Texts => Kept + Gone;

    /// <summary>Share of texts that were kept, 0 to 1; null while too few are known.</summary>
    public double? KeptShare => Texts < Enough ? null : (double)Kept / Texts;
}
