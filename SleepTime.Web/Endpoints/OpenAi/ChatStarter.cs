using System.Runtime.CompilerServices;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Chatting;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>Starts chat completions: of the plain model, or as a stored run on a context. Thread-safe.</summary>
internal sealed class ChatStarter(ModelHost host, ChatService chats, AnswerService answers, RunRegistry registry, TimeProvider time)
{
    /// <returns>Null when there is no such model.</returns>
    /// <exception cref="InvalidRequestException">The request cannot be taken as it is; other exceptions as those of the services behind it.</exception>
    public async Task<ChatCompletion?> StartAsync(ChatCompletionRequest request, string asker)
    {
        if (ChatModelName.Parse(request.Model, host.Require()) is not { } named)
            return null;
        ChatCompletionRules.RefuseWhatCannotBeHad(request);
        return named.ContextId is { } contextId ? await StartAsync(request, contextId, named.Mode, asker) : Start(request, asker);
    }

    private ChatCompletion Start(ChatCompletionRequest request, string asker)
    {
        var ticket = chats.Start(new ChatRequest
        {
            Messages = ChatCompletionRules.Messages(request),
            Sampling = ChatCompletionRules.Sampling(request),
            MaxTokens = ChatCompletionRules.MaxTokens(request),
            StopStrings = request.Stop ?? [],
            Class = request.Priority > 0 ? GenerationClass.Sleep : GenerationClass.Question,
            Asker = asker,
        });
        return Completion(ticket.Id, request, Pieces(ticket), ticket.Cancel, []);
    }

    private async Task<ChatCompletion> StartAsync(ChatCompletionRequest request, Guid contextId, AnswerMode mode, string asker)
    {
        var conversation = Conversation.From(ChatCompletionRules.Messages(request));
        // Once it is stored, a question is the server's; see AnswerEndpoints.
        var asked = await answers.AskAsync(
            new AskRequest
            {
                ContextId = contextId,
                Question = conversation.Question,
                Turns = conversation.Turns,
                Modes = [mode],
                Verbosity = request.Verbosity ?? 1,
                Temperature = request.Temperature ?? 0,
                Seed = ChatCompletionRules.Seed(request),
                MaxTokens = ChatCompletionRules.MaxTokens(request),
                Owner = LocalUser.Name,
                Asker = asker,
            },
            CancellationToken.None);
        var run = asked.Runs[0];
        var ignored = ChatCompletionRules.IgnoredByContexts(request, conversation.System.Length > 0, turnsLost: run.EarlierTurns < conversation.Turns.Count);
        return Completion(run.Id, request, Pieces(run.Id), () => registry.Cancel(run.Id), ignored);
    }

    private ChatCompletion Completion(Guid id, ChatCompletionRequest request, IAsyncEnumerable<ChatPiece> pieces, Action cancel, IReadOnlyList<string> ignored) =>
        new($"chatcmpl-{id:N}", request.Model!, time.GetUtcNow(), pieces, cancel, ignored);

    private static async IAsyncEnumerable<ChatPiece> Pieces(GenerationTicket ticket, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in ticket.ReadUpdatesAsync(cancellationToken))
        {
            if (update is GenerationText text)
                yield return new ChatText(text.Text);
            else if (update is GenerationFinished { Result: var result })
                yield return result.Reason switch
                {
                    FinishReason.Failed => ChatFailure.Failed(result.Failure),
                    FinishReason.Cancelled => ChatFailure.Stopped,
                    _ => new ChatEnd(ChatEnd.Reason(result.Reason), result.Usage, result.Timings, null),
                };
        }
    }

    private async IAsyncEnumerable<ChatPiece> Pieces(Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var happened in registry.WatchAsync(runId, cancellationToken))
        {
            if (happened is RunText text)
                yield return new ChatText(text.Text);
            else if (happened is RunEnded { Run: var run })
                yield return run switch
                {
                    { State: RunState.Completed } => new ChatEnd(ChatEnd.Reason(run.FinishReason), run.Usage, run.Timings, run),
                    { State: RunState.Cancelled } => ChatFailure.Stopped,
                    { Mode: AnswerMode.SleepTime, NotesVersionId: null } => ChatFailure.NoNotes(run.FailureReason),
                    _ => ChatFailure.Failed(run.FailureReason),
                };
        }
    }
}
