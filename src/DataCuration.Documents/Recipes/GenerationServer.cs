namespace DataCuration.Documents.Recipes;

/// <summary>Which server speaks the OpenAI protocol: they differ in what they accept beyond it.</summary>
public enum GenerationServer
{
    /// <summary>OpenAI itself: <c>max_completion_tokens</c>, and no fields of others, which it rejects.</summary>
    OpenAi,

    /// <summary>vLLM: takes <c>top_k</c>, and needs all sampling fields, because the model's own file may change the defaults.</summary>
    Vllm,

    /// <summary>llama.cpp's server: takes <c>top_k</c>; answers 503 while it loads.</summary>
    LlamaCpp,

    /// <summary>Hugging Face text-generation-inference: flat error bodies.</summary>
    Tgi,

    /// <summary>Ollama: cuts long prompts without a word, which the canary finds.</summary>
    Ollama,
}
