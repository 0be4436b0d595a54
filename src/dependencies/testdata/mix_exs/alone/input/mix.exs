defmodule App.MixProject do
  def project, do: [app: :app, version: "0.1.0"]
  defp deps do
    [{:jason, "~> 1.4"},
     {:exact, "== 1.2.3"}]
  end
end
