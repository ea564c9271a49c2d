using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting;

/// <summary>From one model to another while the server runs. The file is a real one, since it is looked at before; the runtime is a fake.</summary>
public sealed class ModelSwitchTests : IDisposable
{
    private static readonly ModelChoice _other = new("other", "models/sleeptime-tiny.gguf", "tiny", "chatml");

    private readonly TestDatabase _database = new();
    private readonly ActivityFeed _feed = new();
    private readonly FakeRuntime _runtime = new() { Model = new FakeLoadedModel { NextToken = _ => 'x' } };
    private readonly ModelOptions _options = new() { Preset = ModelPresets.Default };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Choose_Another_TakesThePlaceOfThePresentOne()
    {
        var site = await StartAsync();
        var before = site.Host.Require();

        await site.Switch.ChooseAsync(_other, Token);
        var status = await site.Host.WaitUntilSettledAsync(Token);

        Assert.Equal((ModelState.Ready, "other"), (status.State, status.PresetId));
        Assert.StartsWith("other@", site.Host.Require().Id, StringComparison.Ordinal);
        Assert.NotEqual(before.Id, site.Host.Require().Id);
        Assert.Equal(2, _runtime.Loads);
        await site.Loader.StopAsync(Token);
    }

    [Fact]
    public async Task Choose_WhileAQuestionRuns_ItEndsFirstAndNobodyElseAsks()
    {
        var site = await StartAsync();
        var (reached, letGo) = (new TaskCompletionSource(), new ManualResetEventSlim());
        _runtime.Model.OnDecode = _ =>
        {
            reached.TrySetResult();
            letGo.Wait(Token);
        };
        var asked = site.Generation.Submit(new GenerationRequest { Prompt = [1], Class = GenerationClass.Question, MaxTokens = 1 });
        await reached.Task.WaitAsync(Token);

        await site.Switch.ChooseAsync(_other, Token);
        var refused = Assert.Throws<ModelNotReadyException>(() => site.Host.Require());
        var still = asked.Completion.IsCompleted;
        letGo.Set();

        Assert.True(refused.WillBeReady);
        Assert.False(still);
        Assert.Equal(FinishReason.MaxTokens, (await asked.Completion.WaitAsync(Token)).Reason);
        Assert.Equal(ModelState.Ready, (await site.Host.WaitUntilSettledAsync(Token)).State);
        await site.Loader.StopAsync(Token);
    }

    [Fact]
    public async Task Choose_AQuestionTakesTooLong_ItIsEndedWithAReason()
    {
        var site = await StartAsync(new SwitchingOptions { DrainSeconds = 0 });
        var reached = new TaskCompletionSource();
        using var slow = new ManualResetEventSlim();
        var sent = false;
        _runtime.Model.OnDecode = _ =>
        {
            reached.TrySetResult();
            SpinWait.SpinUntil(() => sent || Token.IsCancellationRequested);
            slow.Wait(TimeSpan.FromMilliseconds(10)); // so slow that it is still being answered when the loader has come round, however busy the machine
        };
        var asked = site.Generation.Submit(new GenerationRequest { Prompt = [1], Class = GenerationClass.Question, MaxTokens = 4_000 });
        await reached.Task.WaitAsync(Token);

        await site.Switch.ChooseAsync(_other, Token);
        sent = true;
        var result = await asked.Completion.WaitAsync(Token);

        Assert.Equal((FinishReason.Failed, true), (result.Reason, result.EngineStopped));
        Assert.Contains("Another model was loaded", result.Failure, StringComparison.Ordinal);
        await site.Loader.StopAsync(Token);
    }

    [Fact]
    public async Task Choose_OneThatFailsToLoad_SaysWhyAndTheOneBeforeCanBeLoadedAgain()
    {
        var site = await StartAsync();
        _runtime.OnLoad = (_, _, _) => throw new ModelLoadException("There is not enough memory: choose a smaller one.");

        await site.Switch.ChooseAsync(_other, Token);
        var failed = await site.Host.WaitUntilSettledAsync(Token);
        _runtime.OnLoad = (_, _, _) => Task.CompletedTask;
        await site.Switch.ChooseAsync(null, Token);
        var back = await site.Host.WaitUntilSettledAsync(Token);

        Assert.Equal((ModelState.Failed, "There is not enough memory: choose a smaller one."), (failed.State, failed.Failure));
        Assert.Equal((ModelState.Ready, ModelPresets.Default), (back.State, back.PresetId));
        await site.Loader.StopAsync(Token);
    }

    [Theory]
    [InlineData("models/absent.gguf", "tiny", null, null, "path", "check the path")]
    [InlineData("appsettings.json", "tiny", null, null, "path", ".gguf")]
    [InlineData("models/sleeptime-tiny.gguf", "none", null, null, "profile", "There are:")]
    [InlineData("models/sleeptime-tiny.gguf", "tiny", "none", null, "chatTemplate", "There are:")]
    [InlineData("models/sleeptime-tiny.gguf", "tiny", null, 12, "contextLength", "256")]
    public async Task Choose_WhatCannotBeLoaded_IsRefusedAndThePresentOneStays(string path, string profile, string? template, int? length, string field, string says)
    {
        var site = await StartAsync();
        var before = site.Host.Require();

        var refused = await Assert.ThrowsAsync<ModelChoiceRefusedException>(() => site.Switch.ChooseAsync(new ModelChoice(null, path, profile, template, length), Token));

        Assert.Equal(field, refused.Field);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Same(before, site.Host.Require());
        Assert.Null(site.Switch.Choice);
        await site.Loader.StopAsync(Token);
    }

    [Fact]
    public async Task Choose_WhileOneIsLoading_IsRefused()
    {
        var letGo = new TaskCompletionSource();
        _runtime.OnLoad = (_, _, _) => letGo.Task;
        var site = Site();
        await site.Loader.StartAsync(Token);

        var refused = await Assert.ThrowsAsync<ModelChoiceRefusedException>(() => site.Switch.ChooseAsync(_other, Token));

        Assert.Contains("is being loaded", refused.Message, StringComparison.Ordinal);
        letGo.SetResult();
        await site.Host.WaitUntilSettledAsync(Token);
        await site.Loader.StopAsync(Token);
    }

    [Fact]
    public async Task Choose_NotAllowedOrFromElsewhere_IsRefused()
    {
        var forbidden = await StartAsync(new SwitchingOptions { Allowed = false });
        Assert.Contains("SleepTime:Models:Allowed", (await Assert.ThrowsAsync<ModelChoiceRefusedException>(() => forbidden.Switch.ChooseAsync(_other, Token))).Message, StringComparison.Ordinal);
        await forbidden.Loader.StopAsync(Token);

        var elsewhere = await StartAsync(new SwitchingOptions { Folders = ["models/ours"] });
        Assert.Contains("SleepTime:Models:Folders", (await Assert.ThrowsAsync<ModelChoiceRefusedException>(() => elsewhere.Switch.ChooseAsync(_other, Token))).Message, StringComparison.Ordinal);
        var unseen = elsewhere.Switch.Look(_other.Path!, Token);
        Assert.Contains("SleepTime:Models:Folders", Assert.Single(unseen.Problems), StringComparison.Ordinal);
        Assert.Equal((0, null), (unseen.FileBytes, unseen.Architecture));
        await elsewhere.Loader.StopAsync(Token);

        var here = await StartAsync(new SwitchingOptions { Folders = ["models"] });
        Assert.True(here.Switch.Look(_other.Path!, Token).CanBeLoaded);
        await here.Switch.ChooseAsync(_other, Token);
        Assert.Equal("other", (await here.Host.WaitUntilSettledAsync(Token)).PresetId);
        await here.Loader.StopAsync(Token);
    }

    [Fact]
    public async Task Start_AfterAChoice_LoadsWhatWasChosenUntilTheSettingsAreChosenAgain()
    {
        var first = await StartAsync();
        await first.Switch.ChooseAsync(_other, Token);
        await first.Host.WaitUntilSettledAsync(Token);
        await first.Loader.StopAsync(Token);

        var second = await StartAsync();
        var after = second.Host.Require().Preset.Id;
        await second.Switch.ChooseAsync(null, Token);
        await second.Host.WaitUntilSettledAsync(Token);
        await second.Loader.StopAsync(Token);
        var third = await StartAsync();

        Assert.Equal(("other", ModelPresets.Default), (after, third.Host.Require().Preset.Id));
        await third.Loader.StopAsync(Token);
    }

    [Fact]
    public async Task Submit_TokensOfTheModelBefore_AreRefused()
    {
        var site = await StartAsync();
        var request = new GenerationRequest { Prompt = [1], Vocabulary = site.Host.Require().Vocabulary, Class = GenerationClass.Question, MaxTokens = 1 };
        _runtime.Model = new FakeLoadedModel { NextToken = _ => 'x' };

        await site.Switch.ChooseAsync(_other, Token);
        await site.Host.WaitUntilSettledAsync(Token);

        Assert.True(Assert.Throws<ModelNotReadyException>(() => site.Generation.Submit(request)).WillBeReady);
        Assert.Equal(FinishReason.MaxTokens, (await site.Generation.Submit(request with { Vocabulary = site.Host.Require().Vocabulary }).Completion.WaitAsync(Token)).Reason);
        await site.Loader.StopAsync(Token);
    }

    public void Dispose() => _database.Dispose();

    private LoaderSite Site(SwitchingOptions? switching = null) => new(_runtime, _database, _feed, _options, new GenerationOptions(), switching);

    private async Task<LoaderSite> StartAsync(SwitchingOptions? switching = null)
    {
        var site = Site(switching);
        await site.Loader.StartAsync(Token);
        Assert.Equal(ModelState.Ready, (await site.Host.WaitUntilSettledAsync(Token)).State);
        return site;
    }
}
