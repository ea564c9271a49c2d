using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints.OpenAi;

/// <summary>The endpoint as OpenAI's own client for .NET meets it, with notes that the embedded model wrote.</summary>
public sealed class OpenAiClientTests(SleepingApp app) : IClassFixture<SleepingApp>
{
    private readonly OpenAIClient _client = new(new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(app.Address, "/v1") });

    [Fact]
    public async Task CompleteChat_Context_AnswersFromItsNotes()
    {
        var id = await app.CreateContextWithNotesAsync();
        var chat = _client.GetChatClient($"context/{id}");

        ChatCompletion completion = await chat.CompleteChatAsync([new UserChatMessage("How many books does Ben have?")], new ChatCompletionOptions { Temperature = 0, MaxOutputTokenCount = 64 });

        Assert.EndsWith("Answer: 4", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        var run = (await app.ReadAsync($"/api/v1/runs?contextId={id}"))["items"]![0]!;
        Assert.Equal("sleep", (string?)run["mode"]);
    }

    [Fact]
    public async Task CompleteChatStreaming_PlainModel_BringsTextUsageAndEnd()
    {
        var chat = _client.GetChatClient("sleeptime-tiny");
        var (text, end, tokens) = ("", (ChatFinishReason?)null, 0);

        await foreach (var update in chat.CompleteChatStreamingAsync(new UserChatMessage($"{ApiCalls.Story}\n\nQuestion: How many books does Ben have?\nVerbosity: 0")))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            end = update.FinishReason ?? end;
            tokens = update.Usage?.OutputTokenCount ?? tokens;
        }

        Assert.Equal("Answer: 4", text);
        Assert.Equal(ChatFinishReason.Stop, end);
        Assert.True(tokens > 1);
    }

    [Fact]
    public async Task GetModels_HoldTheContexts()
    {
        var id = await app.CreateContextAsync();

        var models = await _client.GetOpenAIModelClient().GetModelsAsync();

        Assert.Contains(models.Value, model => model.Id == $"context/{id}");
    }

    [Fact]
    public async Task CompleteChat_UnknownModel_IsTheClientsOwnException()
    {
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => _client.GetChatClient("gpt-5").CompleteChatAsync("Hi"));

        Assert.Equal(404, refused.Status);
        Assert.Contains("gpt-5", refused.Message);
    }
}
