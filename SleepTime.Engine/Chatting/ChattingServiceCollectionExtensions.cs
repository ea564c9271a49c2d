using Microsoft.Extensions.DependencyInjection;

namespace SleepTime.Engine.Chatting;

public static class ChattingServiceCollectionExtensions
{
    /// <summary>Adds conversations with the plain model. Needs the model and generation.</summary>
    public static IServiceCollection AddChatting(this IServiceCollection services) => services.AddSingleton<ChatService>();
}
