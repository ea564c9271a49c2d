using FsCheck;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

/// <summary>What has to hold whatever comes in whatever order: random scripts of requests, cancels, questions in mid-step and steps.</summary>
public sealed class SchedulerProperties
{
    [Property(MaxTest = 300)]
    public Task Script_AnyOrder_EveryRequestEndsOnceWithItsOwnText(byte[] script) => RunAsync(script, new(Cells: 4096));

    [Property(MaxTest = 300)]
    public Task Script_HardlyAnyRoom_EveryRequestEndsOnceWithItsOwnText(byte[] script) => RunAsync(script, new(Cells: 128));

    [Property(MaxTest = 300)]
    public Task Script_DecodesFail_OnlyWhatRanFailsAndTheRestGoesOn(byte[] script) => RunAsync(script, new(Cells: 128, DecodesFail: true));

    [Property(MaxTest = 300)]
    public Task Script_PrefixesAreKept_EveryRequestEndsOnceWithItsOwnText(byte[] script) =>
        RunAsync(script, new(Cells: 4096, MaxResident: 2, StateMemoryBytes: 600 * sizeof(int)));

    [Property(MaxTest = 300)]
    public Task Script_PrefixesAreKeptAndHardlyAnyRoom_EveryRequestEndsOnceWithItsOwnText(byte[] script) =>
        RunAsync(script, new(Cells: 128, MaxResident: 3, StateMemoryBytes: 200 * sizeof(int)));

    [Property(MaxTest = 300)]
    public Task Script_PrefixesAreKeptAndDecodesFail_OnlyWhatRanFailsAndTheRestGoesOn(byte[] script) =>
        RunAsync(script, new(Cells: 128, DecodesFail: true, MaxResident: 3, StateMemoryBytes: 200 * sizeof(int)));

    [Property(MaxTest = 300)]
    public Task Script_PromptsDiffer_EachOwnersRequestsOfAClassAreAdmittedInOrder(byte[] script, bool hardlyAnyRoom) =>
        RunAsync(script, new(Cells: hardlyAnyRoom ? 128 : 4096, MaxResident: 1, PromptsDiffer: true));

    [Property(MaxTest = 500)]
    public async Task Script_AnyCostOfARow_QuestionsComeFirstAndBackgroundStaysWithinItsShares(byte[] script, byte cost)
    {
        var options = new SchedulerScriptOptions(Cells: 4096, RowCost: (1 + (cost % 10)) / 20.0, Rule: new BackgroundShareRule());
        await RunAsync(script, options);
        options.Rule!.Verify(options.Shares, options.RowCost);
    }

    [Property(MaxTest = 200)]
    public void Queue_AnyAddsAndTakes_KeepsOrderWithinClassAndOwner(byte[] script)
    {
        var queue = new GenerationQueue(new GenerationOptions(), new FakeTimeProvider());
        queue.Open();
        List<GenerationTicket> added = [], taken = [];
        foreach (var part in script.Take(200))
        {
            if (part % 3 == 0)
            {
                if (queue.Take(_ => true) is { } ticket)
                    taken.Add(ticket);
                continue;
            }
            added.Add(SchedulerScript.Ticket(part, added.Count, _ => { }));
            queue.Add(added[^1]);
        }
        while (queue.Take(_ => true) is { } left)
            taken.Add(left);

        Assert.Equal(added.Count, taken.Distinct().Count());
        foreach (var line in added.GroupBy(ticket => (ticket.Request.Class, ticket.Request.Owner)))
            Assert.Equal(line, taken.Where(ticket => (ticket.Request.Class, ticket.Request.Owner) == line.Key));
    }

    [Property(MaxTest = 200)]
    public void Queue_EveryoneWaits_NoOwnerIsAheadByMoreThanARequest(NonEmptyArray<byte> owners)
    {
        var queue = new GenerationQueue(new GenerationOptions { MaxWaitingQuestions = 1000, MaxWaitingQuestionsPerOwner = 1000 }, new FakeTimeProvider());
        queue.Open();
        foreach (var owner in owners.Get.Take(500))
        {
            var request = new GenerationRequest { Prompt = [1], Class = GenerationClass.Question, MaxTokens = 9, Owner = $"{owner % 4}" };
            queue.Add(new GenerationTicket(request, new GenerationClock(new FakeTimeProvider()), _ => { }));
        }
        var left = owners.Get.Take(500).GroupBy(owner => $"{owner % 4}").ToDictionary(group => group.Key, group => group.Count());
        var served = left.Keys.ToDictionary(owner => owner, _ => 0);

        while (queue.Take(_ => true) is { } ticket)
        {
            served[ticket.Request.Owner]++;
            left[ticket.Request.Owner]--;
            var stillWaiting = left.Where(entry => entry.Value > 0).Select(entry => served[entry.Key]).ToList();
            Assert.True(stillWaiting.Count == 0 || stillWaiting.Min() + 1 >= served[ticket.Request.Owner], "One owner waits while another is served twice.");
        }
    }

    [Property(MaxTest = 300)]
    public void Queue_AnyAddsAndTakes_TakesWhatFitsAndNothingBeyondItsBounds(byte[] script)
    {
        var options = new GenerationOptions { MaxWaitingQuestions = 6, MaxWaitingQuestionsPerOwner = 3, MaxWaitingBackground = 4 };
        var queue = new GenerationQueue(options, new FakeTimeProvider());
        queue.Open();
        List<GenerationTicket> waiting = [];
        foreach (var part in script)
        {
            if (part % 4 == 0 && queue.Take(_ => true) is { } taken)
                waiting.Remove(taken);
            else
                AddSome(part);
            Assert.Equal(Enum.GetValues<GenerationClass>().Select(@class => waiting.Count(ticket => ticket.Request.Class == @class)), queue.CountPerClass());
        }

        void AddSome(byte part)
        {
            var request = new GenerationRequest { Prompt = [1], Class = (GenerationClass)(part / 4 % 3), MaxTokens = 1, Owner = $"{part / 64}" };
            GenerationTicket[] group = [.. Enumerable.Range(0, 1 + (part / 12 % 3)).Select(_ => new GenerationTicket(request, new GenerationClock(new FakeTimeProvider()), _ => { }))];
            var ofClass = waiting.Count(ticket => ticket.Request.Class == request.Class) + group.Length;
            var ofOwner = waiting.Count(ticket => ticket.Request.Class == request.Class && ticket.Request.Owner == request.Owner) + group.Length;
            var fits = request.Class == GenerationClass.Question ? ofClass <= 6 && ofOwner <= 3 : ofClass <= 4;
            if (fits)
            {
                queue.Add(group);
                waiting.AddRange(group);
                return;
            }
            var refused = Assert.Throws<QueueFullException>(() => queue.Add(group));
            Assert.Equal((request.Class, ofClass <= 6 && request.Class == GenerationClass.Question), (refused.Class, refused.OfOneOwner));
        }
    }

    private static async Task RunAsync(byte[] script, SchedulerScriptOptions options)
    {
        using var run = new SchedulerScript(options);
        foreach (var part in script.Take(120))
            run.Do(part);
        run.Drain();
        await run.VerifyAsync();
    }
}
