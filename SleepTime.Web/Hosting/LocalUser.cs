namespace SleepTime.Web.Hosting;

/// <summary>Whose requests these are. One person for now; accounts will take the name from the signed-in user.</summary>
public static class LocalUser
{
    public const string Name = "local";
}
