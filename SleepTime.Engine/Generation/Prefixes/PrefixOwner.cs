namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>Who a prefix is kept for.</summary>
/// <param name="Class">The most urgent class that has used it; the least urgent is given up first.</param>
/// <param name="ContextId">The context whose text is in it, with which it goes; null when it belongs to none, then it never reaches the disk.</param>
internal readonly record struct PrefixOwner(GenerationClass Class, Guid? ContextId)
{
    public PrefixOwner UsedBy(GenerationClass @class) => @class < Class ? this with { Class = @class } : this;
}
