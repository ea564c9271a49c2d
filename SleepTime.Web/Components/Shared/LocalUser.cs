namespace SleepTime.Web.Components.Shared;

/// <summary>Whose what is made on the pages is, until there are accounts.</summary>
public static class LocalUser
{
    public const string Name = "local";
}
