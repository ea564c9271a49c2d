using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class DecodingTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    [Fact]
    public void Decode_QuestionInTheWireFormat_AnswersAndEnds()
    {
        using var context = model.CreateContext();

        var drawn = Answer(context, Prompt("How many pears does Dora have?"));

        Assert.Equal(model.Vocabulary.Tokenize("<|im_end|>", parseSpecial: true), drawn[^1..]);
        Assert.Contains("Answer:", model.Vocabulary.Text(drawn), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_PromptInSmallBatches_AnswersAsInOne()
    {
        using var large = model.CreateContext(batch: 256);
        using var small = model.CreateContext(batch: 7);
        var prompt = Prompt("How many pears does Ben have?");

        Assert.Equal(Answer(large, prompt), Answer(small, prompt));
    }

    [Fact]
    public void SharePrefix_PromptThatGoesOn_AnswersAsUnshared()
    {
        using var context = model.CreateContext();
        var prompt = Prompt("How many pears does Emma have?");
        var expected = Answer(context, prompt, sequence: 0);
        const int Shared = 20;

        context.SharePrefix(source: 0, target: 1, Shared);
        var drawn = Continue(context, context.Prefill(prompt.AsSpan(Shared), sequence: 1, Shared), prompt.Length, sequence: 1);

        Assert.Equal(expected, drawn);
    }

    [Fact]
    public void SharePrefix_SourceForgotten_TargetKeepsIt()
    {
        using var context = model.CreateContext();
        var prompt = Prompt("How many pears does Emma have?");
        var expected = Answer(context, prompt, sequence: 0);

        context.SharePrefix(source: 0, target: 1, prompt.Length - 1);
        Assert.True(context.Truncate(sequence: 0, fromPosition: 0));
        var drawn = Continue(context, context.Prefill(prompt.AsSpan()[^1..], sequence: 1, prompt.Length - 1), prompt.Length, sequence: 1);

        Assert.Equal(expected, drawn);
    }

    [Fact]
    public void Decode_FifteenSequencesAtOnce_AnswersAsOneAtATime()
    {
        string[] names = ["Emma", "Ben", "Dora"];
        var prompts = (
            from verbosity in Enumerable.Range(0, 5)
            from name in names
            select Prompts.Tokens(model.Vocabulary, Prompts.Standard($"How many pears does {name} have?", verbosity))).ToArray();
        using var context = model.CreateContext(cells: 4096, sequences: prompts.Length);
        var expected = prompts.Select(prompt => Answer(context, prompt)).ToArray();
        context.Clear();

        Assert.Equal(expected, AnswerTogether(context, prompts));
    }

    [Fact]
    public void Truncate_AnswerDropped_AnswersAgainAlike()
    {
        using var context = model.CreateContext();
        var prompt = Prompt("How many pears does Dora have?");
        var first = Answer(context, prompt);

        // No logits survive: the last token of the prompt is decoded anew.
        Assert.True(context.Truncate(sequence: 0, prompt.Length - 1));
        var second = Continue(context, context.Prefill(prompt.AsSpan()[^1..], position: prompt.Length - 1), prompt.Length);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Truncate_BeyondTheEnd_ChangesNothing()
    {
        using var context = model.CreateContext();
        context.Prefill([1, 2, 3]);

        Assert.True(context.Truncate(sequence: 0, fromPosition: 100));
        context.Prefill([4], position: 3);
    }

    [Fact]
    public void Decode_AllCellsTaken_SaysNoRoomAndGoesOnOnceThereIsSome()
    {
        using var context = model.CreateContext(cells: 256, sequences: 2);
        context.Prefill(Enumerable.Repeat(5, 256).ToArray());
        var batch = new TokenBatch(1);
        batch.Add(token: 5, position: 0, sequence: 1, wantsLogits: true);

        Assert.Equal(DecodeStatus.NoRoom, context.Decode(batch));
        Assert.Throws<ArgumentException>(() => context.GetLogits(0).ToArray());
        Assert.True(context.Truncate(sequence: 0, fromPosition: 200));
        Assert.Equal(DecodeStatus.Done, context.Decode(batch));
        context.Prefill([6], position: 200);
    }

    [Fact]
    public async Task RequestAbort_DuringALongPrefill_StopsItAndLeavesTheContextUsable()
    {
        using var context = model.CreateContext(cells: 8192, batch: 8192);
        var batch = new TokenBatch(context.BatchSize);
        while (batch.Free > 0)
            batch.Add(token: 5, position: batch.Count, sequence: 0, wantsLogits: batch.Free == 1);

        var decode = Task.Run(() => context.Decode(batch));
        while (!decode.IsCompleted)
            context.RequestAbort();

        Assert.Equal(DecodeStatus.Aborted, await decode);
        Assert.True(context.Truncate(sequence: 0, fromPosition: 0));
        var prompt = Prompt("How many pears does Dora have?");
        using var untouched = model.CreateContext();
        Assert.Equal(Answer(untouched, prompt), Answer(context, prompt));
    }

    [Fact]
    public async Task RequestAbort_DuringALongPrefill_KeepsWholeMicroBatchesToGoOnFrom()
    {
        using var context = model.CreateContext(cells: 2048, batch: 2048);
        int[] prompt = [.. Enumerable.Repeat(Prompt("How many pears does Dora have?"), 100).SelectMany(tokens => tokens).Take(1900)];
        var batch = new TokenBatch(context.BatchSize);
        foreach (var token in prompt)
            batch.Add(token, position: batch.Count, sequence: 0, wantsLogits: batch.Count == prompt.Length - 1);

        var kept = 0;
        for (var spins = 1; kept is 0 or 1900 && spins < 1_000_000_000; spins *= 2)
        {
            Assert.True(context.Truncate(sequence: 0, fromPosition: 0));
            var decode = Task.Run(() => context.Decode(batch));
            Thread.SpinWait(spins);
            while (!decode.IsCompleted)
                context.RequestAbort();
            await decode;
            kept = context.LengthOf(0);
        }

        Assert.InRange(kept, 1, 1899);
        using var untouched = model.CreateContext();
        Assert.Equal(
            Continue(untouched, untouched.Prefill(prompt), prompt.Length),
            Continue(context, context.Prefill(prompt.AsSpan(kept), position: kept), prompt.Length));
    }

    [Fact]
    public void RequestAbort_BeforeADecode_DoesNotStopIt()
    {
        using var context = model.CreateContext();

        context.RequestAbort();

        context.Prefill([1, 2, 3]);
    }

    private int[] Prompt(string question) => Prompts.Tokens(model.Vocabulary, Prompts.Standard(question));

    private List<int> Answer(IInferenceContext context, int[] prompt, int sequence = 0)
    {
        context.Truncate(sequence, fromPosition: 0);
        return Continue(context, context.Prefill(prompt, sequence), prompt.Length, sequence);
    }

    private List<int> Continue(IInferenceContext context, int batchIndex, int position, int sequence = 0)
    {
        using var sampler = model.Model.CreateSampler(SamplingOptions.Greedy);
        return context.Generate(model.Model, sampler, batchIndex, position, sequence: sequence);
    }

    private List<int>[] AnswerTogether(IInferenceContext context, int[][] prompts)
    {
        using var sampler = model.Model.CreateSampler(SamplingOptions.Greedy);
        var drawn = prompts.Select((prompt, sequence) => new List<int> { context.Sample(sampler, context.Prefill(prompt, sequence)) }).ToArray();
        var batch = new TokenBatch(prompts.Length);
        while (true)
        {
            batch.Clear();
            var running = Enumerable.Range(0, prompts.Length).Where(i => !model.Vocabulary.IsEndOfGeneration(drawn[i][^1]) && drawn[i].Count < 64).ToArray();
            if (running.Length == 0)
                return drawn;

            foreach (var i in running)
                batch.Add(drawn[i][^1], prompts[i].Length + drawn[i].Count - 1, i, wantsLogits: true);
            Assert.Equal(DecodeStatus.Done, context.Decode(batch));
            for (var entry = 0; entry < running.Length; entry++)
                drawn[running[entry]].Add(context.Sample(sampler, entry));
        }
    }
}
