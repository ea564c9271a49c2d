using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.ModelHosting.Prompts;

public sealed class ChatTemplateTests
{
    [Theory]
    [InlineData("chatml", "<|im_start|>system\n", "S", "<|im_end|>\n<|im_start|>user\n", "U", "<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("llama3", "<|start_header_id|>system<|end_header_id|>\n\n", "S", "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n", "U", "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData("mistral", "[INST]", "S\n\nU", "[/INST]")]
    [InlineData("llama2", "[INST]", "<<SYS>>\nS\n<</SYS>>\n\nU", "[/INST]")]
    public void Wrap_SystemAndUser_ComeInTheFamilysOrder(string name, params string[] expected) =>
        Assert.Equal(expected, ChatTemplates.Find(name)!.Wrap("S", "U").Select(segment => segment.Text));

    [Fact]
    public void Wrap_NoSystem_BeginsWithTheUser() =>
        Assert.Equal(["<|im_start|>user\n", "U", "<|im_end|>\n<|im_start|>assistant\n"], ChatTemplates.Find("chatml")!.Wrap("", "U").Select(segment => segment.Text));

    [Fact]
    public void Wrap_Segments_OnlyThePiecesAreTheTemplates()
    {
        var segments = ChatTemplates.Find("chatml")!.Wrap("S", "U");

        Assert.Equal([true, false, true, false, true], segments.Select(segment => segment.IsTemplate));
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(ChatTemplates.Find("morse"));
}
