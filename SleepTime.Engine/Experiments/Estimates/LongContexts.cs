using System.Text;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Experiments.Estimates;

/// <summary>
/// Which contexts of a data set are longer than a model has room for. A set never changes, so that each is measured once for each
/// model; the latest few are remembered. Thread-safe.
/// </summary>
internal sealed class LongContexts(DataSetLibrary library)
{
    private const int Remembered = 8;

    private readonly Lock _gate = new();
    private readonly List<(Guid Set, string Model, int Limit, Task<IReadOnlySet<int>> Found)> _measured = [];

    /// <summary>Their indices, from 0 in the order of the set.</summary>
    /// <exception cref="FileNotFoundException">There is no such data set any more.</exception>
    public Task<IReadOnlySet<int>> FindAsync(Guid set, HostedModel model, CancellationToken cancellationToken)
    {
        var limit = model.Prompts.TextLimit(model.ContextLength);
        lock (_gate)
        {
            _measured.RemoveAll(one => one.Found.IsFaulted);
            var at = _measured.FindIndex(one => one.Set == set && one.Model == model.Id && one.Limit == limit);
            if (at < 0)
            {
                if (_measured.Count == Remembered)
                    _measured.RemoveAt(0);
                // Not for the first who asks alone: a plan that is changed meanwhile needs it too.
                _measured.Add((set, model.Id, limit, Task.Run(() => MeasureAsync(set, model, limit), CancellationToken.None)));
                at = _measured.Count - 1;
            }
            return _measured[at].Found.WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlySet<int>> MeasureAsync(Guid set, HostedModel model, int limit)
    {
        HashSet<int> found = [];
        var index = 0;
        await foreach (var context in library.ReadAsync(set, CancellationToken.None))
        {
            // A token has a byte at least, so that most contexts need not be counted. Some tokenizers put a mark before the first word.
            if (Encoding.UTF8.GetByteCount(context.Context) + 1 > limit && SectionRoom.IsLong(TextIntake.Measure(context.Context, model), model))
                found.Add(index);
            index++;
        }
        return found;
    }
}
