using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>Scores a suggested question against the answer that its sample knows, unless a person gave one. Pure.</summary>
public static class AskExpecting
{
    public static AskRequest Of(AskRequest request, IReadOnlyList<SuggestedQuestion> suggested) => string.IsNullOrWhiteSpace(request.ExpectedAnswer)
        ? request with { ExpectedAnswer = suggested.FirstOrDefault(question => question.Text == request.Question)?.ExpectedAnswer }
        : request;
}
