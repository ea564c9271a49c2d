namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>A chat completion under way.</summary>
/// <param name="Id">As OpenAI's look.</param>
/// <param name="Model">As the caller named it.</param>
/// <param name="Pieces">To be read once.</param>
/// <param name="Cancel">Ends it within one engine step.</param>
/// <param name="Ignored">What of the request had no place in the prompt, by the request's names.</param>
internal sealed record ChatCompletion(
    string Id, string Model, DateTimeOffset CreatedAt, IAsyncEnumerable<ChatPiece> Pieces, Action Cancel, IReadOnlyList<string> Ignored);
