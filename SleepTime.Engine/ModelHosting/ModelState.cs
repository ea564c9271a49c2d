namespace SleepTime.Engine.ModelHosting;

public enum ModelState
{
    Loading,
    Ready,

    /// <summary>It could not be loaded; the rest of the site works on.</summary>
    Failed,
}
