namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>Where a prefix is kept, the quickest to use first.</summary>
public enum PrefixTier
{
    /// <summary>In a sequence of the inference context; sharing it moves no data.</summary>
    Live = 0,

    /// <summary>Its saved state is in memory.</summary>
    Memory = 1,

    /// <summary>Its saved state is a file.</summary>
    Disk = 2,

    /// <summary>A remote engine has it, and told how much of it it used.</summary>
    Remote = 3,
}
