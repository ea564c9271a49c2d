using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.ModelHosting.Prompts;

public sealed class ChatTemplateTests
{
    [Fact]
    public void Wrap_NotToThink_OpensTheLastAnswerAloneWithEmptyThoughts()
    {
        var text = string.Concat(ChatTemplates.Find("chatml-no-think")!.Wrap("", [new(ChatRole.User, "U1"), new(ChatRole.Assistant, "A1"), new(ChatRole.User, "U2")]).Select(segment => segment.Text));

        Assert.Equal("<|im_start|>user\nU1<|im_end|>\n<|im_start|>assistant\nA1<|im_end|>\n<|im_start|>user\nU2<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n", text);
    }

    [Theory]
    [InlineData("chatml", "<|im_start|>system\n", "S", "<|im_end|>\n<|im_start|>user\n", "U", "<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("llama3", "<|start_header_id|>system<|end_header_id|>\n\n", "S", "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n", "U", "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData("mistral", "[INST]", "S\n\nU", "[/INST]")]
    [InlineData("llama2", "[INST]", "<<SYS>>\nS\n<</SYS>>\n\nU", "[/INST]")]
    [InlineData("mistral-v7", "[SYSTEM_PROMPT]", "S", "[/SYSTEM_PROMPT][INST]", "U", "[/INST]")]
    [InlineData("gemma", "<start_of_turn>user\n", "S\n\nU", "<end_of_turn>\n<start_of_turn>model\n")]
    [InlineData("phi3", "<|system|>", "S", "<|end|><|user|>", "U", "<|end|><|assistant|>")]
    [InlineData("phi4-mini", "<|system|>", "S", "<|end|><|user|>", "U", "<|end|><|assistant|>")]
    [InlineData("phi4", "<|im_start|>system<|im_sep|>", "S", "<|im_end|><|im_start|>user<|im_sep|>", "U", "<|im_end|><|im_start|>assistant<|im_sep|>")]
    public void Wrap_SystemAndUser_ComeInTheFamilysOrder(string name, params string[] expected) =>
        Assert.Equal(expected, ChatTemplates.Find(name)!.Wrap("S", "U").Select(segment => segment.Text));

    [Fact]
    public void Wrap_NoSystem_BeginsWithTheUser() =>
        Assert.Equal(["<|im_start|>user\n", "U", "<|im_end|>\n<|im_start|>assistant\n"], ChatTemplates.Find("chatml")!.Wrap("", "U").Select(segment => segment.Text));

    [Theory]
    [InlineData("chatml", "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\nB<|im_end|>\n<|im_start|>user\nC<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("llama3", "<|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nA<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nB<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nC<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData("mistral", "[INST]S\n\nA[/INST]B</s>[INST]C[/INST]")]
    [InlineData("mistral-v7", "[SYSTEM_PROMPT]S[/SYSTEM_PROMPT][INST]A[/INST]B</s>[INST]C[/INST]")]
    [InlineData("gemma", "<start_of_turn>user\nS\n\nA<end_of_turn>\n<start_of_turn>model\nB<end_of_turn>\n<start_of_turn>user\nC<end_of_turn>\n<start_of_turn>model\n")]
    [InlineData("phi3", "<|system|>S<|end|><|user|>A<|end|><|assistant|>B<|end|><|user|>C<|end|><|assistant|>")]
    [InlineData("phi4-mini", "<|system|>S<|end|><|user|>A<|end|><|assistant|>B<|end|><|user|>C<|end|><|assistant|>")]
    [InlineData("phi4", "<|im_start|>system<|im_sep|>S<|im_end|><|im_start|>user<|im_sep|>A<|im_end|><|im_start|>assistant<|im_sep|>B<|im_end|><|im_start|>user<|im_sep|>C<|im_end|><|im_start|>assistant<|im_sep|>")]
    [InlineData("llama2", "[INST]<<SYS>>\nS\n<</SYS>>\n\nA[/INST]B </s><s>[INST]C[/INST]")]
    public void Wrap_SeveralTurns_CloseEachAnswerAsTheFamilyDoes(string name, string expected)
    {
        var segments = ChatTemplates.Find(name)!.Wrap("S", [new(ChatRole.User, "A"), new(ChatRole.Assistant, "B"), new(ChatRole.User, "C")]);

        Assert.Equal(expected, string.Concat(segments.Select(segment => segment.Text)));
        Assert.DoesNotContain(segments, segment => segment.IsTemplate && segment.Text is "A" or "B" or "C");
    }

    [Theory]
    [InlineData("llama3", "A", "B")]
    [InlineData("gemma", "A", "B")]
    [InlineData("llama2", "A", "B ")]
    [InlineData("phi3", "A \n", "B\n")]
    [InlineData("chatml", " A \n", "\n B\n")]
    [InlineData("mistral", " A \n", "\n B\n")]
    [InlineData("phi4", " A \n", "\n B\n")]
    public void Wrap_SpaceAroundTexts_IsLeftOutWhereTheFamilyDoes(string name, string user, string assistant)
    {
        var segments = ChatTemplates.Find(name)!.Wrap("", [new(ChatRole.User, " A \n"), new(ChatRole.Assistant, "\n B\n"), new(ChatRole.User, "C")]);

        Assert.Equal([user, assistant, "C"], segments.Where(segment => !segment.IsTemplate).Select(segment => segment.Text));
    }

    [Fact]
    public void Wrap_Segments_OnlyThePiecesAreTheTemplates()
    {
        var segments = ChatTemplates.Find("chatml")!.Wrap("S", "U");

        Assert.Equal([true, false, true, false, true], segments.Select(segment => segment.IsTemplate));
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(ChatTemplates.Find("morse"));
}
