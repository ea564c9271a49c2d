namespace SleepTime.Engine.Runtimes;

/// <summary>The state of drawing tokens for one sequence. Made by <see cref="ILoadedModel.CreateSampler"/>.</summary>
public interface ITokenSampler : IDisposable;
