using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.ModelHosting.Prompts;

public sealed class ChatTemplateDetectionTests
{
    [Theory]
    [InlineData("chatml", "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>'}}{% endfor %}")]
    [InlineData("phi4", "{{'<|im_start|>user<|im_sep|>' + m['content'] + '<|im_end|><|im_start|>assistant<|im_sep|>'}}")]
    [InlineData("llama3", "{{ '<|start_header_id|>' + m['role'] + '<|end_header_id|>\\n\\n' + m['content'] + '<|eot_id|>' }}")]
    [InlineData("gemma", "{{ '<start_of_turn>' + role + '\\n' + m['content'] + '<end_of_turn>\\n' }}")]
    [InlineData("phi3", "{{'<|user|>\\n' + m['content'] + '<|end|>\\n<|assistant|>\\n'}}")]
    [InlineData("phi4-mini", "{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}")]
    [InlineData("mistral-v7", "{{ '[SYSTEM_PROMPT]' + s + '[/SYSTEM_PROMPT]' }}{{ '[INST]' + m['content'] + '[/INST]' }}")]
    [InlineData("llama2", "{{ '[INST] ' + '<<SYS>>\\n' + s + '\\n<</SYS>>\\n\\n' + m['content'] + ' [/INST]' }}")]
    [InlineData("mistral", "{{ '[INST] ' + m['content'] + ' [/INST]' }}")]
    public void Find_AFamilysOwnTokens_NameATemplateThatThereIs(string expected, string template)
    {
        Assert.Equal(expected, ChatTemplateDetection.Find(template));
        Assert.NotNull(ChatTemplates.Find(expected));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{{ '<|header_start|>' + m['content'] }}")]
    public void Find_NothingKnown_IsNull(string? template) => Assert.Null(ChatTemplateDetection.Find(template));
}
