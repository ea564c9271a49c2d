using SleepTime.Engine.Chatting;
using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.Chatting;

public sealed class ConversationTests
{
    [Fact]
    public void From_SystemThenTurns_AreParted()
    {
        var conversation = Of((ChatRole.System, "Be brief."), (ChatRole.User, "One?"), (ChatRole.Assistant, "1"), (ChatRole.User, "Two?"));

        Assert.Equal("Be brief.", conversation.System);
        Assert.Equal("Two?", conversation.Question);
        Assert.Equal([new PromptTurn("One?", "1")], conversation.Turns);
    }

    [Fact]
    public void From_NeighboursOfOneRole_AreOneMessage()
    {
        var conversation = Of((ChatRole.System, "A"), (ChatRole.System, "B"), (ChatRole.User, "One"), (ChatRole.User, "and two?"));

        Assert.Equal("A\n\nB", conversation.System);
        Assert.Equal([new ChatMessage(ChatRole.User, "One\n\nand two?")], conversation.Messages);
    }

    [Fact]
    public void From_VeryManyNeighbours_AreOneMessage()
    {
        var conversation = Conversation.From([.. Enumerable.Repeat(new ChatMessage(ChatRole.User, "a"), 300_000)]);

        Assert.Equal((300_000 * 3) - 2, Assert.Single(conversation.Messages).Text.Length);
    }

    [Theory]
    [InlineData("no message of the user")]
    [InlineData("no message of the user", ChatRole.System)]
    [InlineData("begins with the model's own", ChatRole.Assistant, ChatRole.User)]
    [InlineData("last message is the model's own", ChatRole.User, ChatRole.Assistant)]
    [InlineData("stands after others", ChatRole.User, ChatRole.System, ChatRole.User)]
    public void From_AnOrderThatNoTemplateKnows_IsRefusedInWords(string words, params ChatRole[] roles)
    {
        var refused = Assert.Throws<InvalidChatException>(() => Of([.. roles.Select(role => (role, "text"))]));

        Assert.Contains(words, refused.Message);
        Assert.Equal("messages", refused.Field);
    }

    [Theory]
    [InlineData(" \n")]
    [InlineData("a\0b")]
    public void From_NoText_IsRefused(string text) => Assert.Throws<InvalidChatException>(() => Of((ChatRole.User, text)));

    private static Conversation Of(params (ChatRole Role, string Text)[] messages) =>
        Conversation.From([.. messages.Select(message => new ChatMessage(message.Role, message.Text))]);
}
