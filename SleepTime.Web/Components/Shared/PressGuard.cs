namespace SleepTime.Web.Components.Shared;

/// <summary>
/// Leaves out the second press of a double click, or of a key that is held down, where the first one puts another button in
/// its place: its opposite, or the same one of the next line. Used from the renderer's dispatcher only.
/// </summary>
public sealed class PressGuard(TimeProvider time)
{
    // Nobody reads the other button and presses it in less.
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(1);

    private bool _acting;
    private long? _last;

    /// <summary>Acts, unless this is a second press; presses that go on without a pause stay second ones.</summary>
    public async Task RunAsync(Func<Task> act)
    {
        if (!_acting && !(_last is { } last && time.GetElapsedTime(last) < _within))
        {
            _acting = true;
            try
            {
                await act();
            }
            finally
            {
                _acting = false;
            }
        }
        _last = time.GetTimestamp();
    }
}
