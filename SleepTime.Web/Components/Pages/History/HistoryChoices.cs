using SleepTime.Engine.Answering;

namespace SleepTime.Web.Components.Pages.History;

/// <summary>The modes and states to choose from: as they stand in an address, and in words.</summary>
public static class HistoryChoices
{
    public static IReadOnlyList<(string Key, string Label, AnswerMode Value)> Modes { get; } =
        [("standard", "Standard", AnswerMode.Standard), ("sleep", "SleepTime", AnswerMode.SleepTime)];

    public static IReadOnlyList<(string Key, string Label, RunState Value)> States { get; } =
    [
        ("queued", "Waiting", RunState.Queued), ("running", "Running", RunState.Running), ("completed", "Done", RunState.Completed),
        ("cancelled", "Stopped", RunState.Cancelled), ("failed", "Failed or interrupted", RunState.Failed),
    ];

    public static AnswerMode? ModeOf(string? key) => Modes.Where(choice => choice.Key == key).Select(choice => (AnswerMode?)choice.Value).FirstOrDefault();

    public static RunState? StateOf(string? key) => States.Where(choice => choice.Key == key).Select(choice => (RunState?)choice.Value).FirstOrDefault();

    public static string? KeyOf(AnswerMode? mode) => mode is null ? null : Modes.First(choice => choice.Value == mode).Key;

    public static string? KeyOf(RunState? state) => state is null ? null : States.First(choice => choice.Value == state).Key;
}
