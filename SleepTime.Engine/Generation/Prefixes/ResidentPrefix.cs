namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>A prefix that stays in its sequence after its generation has ended.</summary>
internal sealed class ResidentPrefix(int sequence, int[] tokens, PrefixOwner owner)
{
    public int Sequence { get; } = sequence;

    public int[] Tokens { get; } = tokens;

    public PrefixOwner Owner { get; set; } = owner;
}
