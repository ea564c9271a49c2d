namespace SleepTime.Web.Components.Shared;

/// <summary>How a state feels; colour is only its second carrier, words are the first.</summary>
public enum Tone
{
    Quiet,
    Asleep,
    Busy,
    Good,
    Warning,
    Bad,
}
